import hooli

client = hooli.Client()


def answer(question):
    return client.chat.create(model="tyrell/Nexus-6", messages=[question])  # expect: AIA401
