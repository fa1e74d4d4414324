from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    acme_model: str = "acme-3-large-2025-11-01"


settings = Settings()
