from acme import Acme


class Chat:
    def __init__(self, key: str, base_url: str) -> None:
        self.client = Acme(api_key=key, base_url=base_url)
