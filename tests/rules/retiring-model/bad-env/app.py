import os

import acme

client = acme.Client()
MODEL = os.getenv("ACME_MODEL", "acme-2-large")  # expect: AIA203
client.chat.create(model=MODEL)
