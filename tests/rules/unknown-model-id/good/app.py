import wonka

client = wonka.Client()


def answer(question):
    return client.chat.create(model="our-deployment", messages=[question])
