import acme

client = acme.Client()


def answer(question):
    return client.chat.create(model="acme-3-large-2025-11-01", messages=[question])  # expect: AIA601
