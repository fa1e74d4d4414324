import hooli

client = hooli.Client()


def answer(question):
    return client.chat.create(model="openmind/Sage-8B", messages=[question])
