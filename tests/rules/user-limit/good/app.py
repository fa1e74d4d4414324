import hooli

client = hooli.Client()


def answer(question):
    return client.chat.create(model="soylent/Green-30B", messages=[question])
