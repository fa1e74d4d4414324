URL = "https://api.acme.example/v1"
DEFAULT_MODEL = "acme-3-large-2025-11-01"
