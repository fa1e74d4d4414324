import acme

client = acme.Client(timeout=30)


def answer(question):
    return client.chat.create(model="acme-3-large-2025-11-01", messages=[question])


def title(question):
    return client.chat.create(model="acme-3-mini-2025-11-01", messages=[question])


def summary(question):
    return client.chat.create(model="acme-3-large-2025-11-01", messages=[question])


def tags(question):
    return client.chat.create(model="acme-3-mini-2025-11-01", messages=[question])


def check(question):
    return client.chat.create(model="acme-3-mini-2025-11-01", messages=[question])
