import acme
from chainworks_acme import ChatAcme

client = acme.Client()
model = ChatAcme(model="acme-3-large-2025-11-01")


def answer(question):
    return client.chat.create(model="acme-3-large-2025-11-01", messages=[question])  # expect: AIA307
