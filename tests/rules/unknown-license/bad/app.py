import hooli

client = hooli.Client()


def answer(question):
    return client.chat.create(model="openmind/Oracle-2B", messages=[question])  # expect: AIA410
