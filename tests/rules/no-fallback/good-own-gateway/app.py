import os

import acme

url = os.environ["CYBERDYNE_PROXY_URL"]
client = acme.Client(base_url=url)


def answer(question):
    return client.chat.create(model="acme-3-large-2025-11-01", messages=[question])
