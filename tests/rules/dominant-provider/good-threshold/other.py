import globex

client = globex.Client()


def answer(question):
    return client.chat.create(model="globex-pro", messages=[question])
