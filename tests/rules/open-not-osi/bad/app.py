import hooli

client = hooli.Client()


def answer(question):
    return client.chat.create(model="initrode/Tide-7B", messages=[question])  # expect: AIA411
