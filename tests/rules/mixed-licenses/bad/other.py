import hooli

client = hooli.Client()


def answer(question):
    return client.chat.create(model="initrode/Tide-30B", messages=[question])  # expect: AIA412
