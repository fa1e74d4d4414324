import wonka

client = wonka.Client()


def answer(question):
    return client.chat.create(model="wonka-1-bar", messages=[question])  # expect: AIA208
