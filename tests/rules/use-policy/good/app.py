import initech

client = initech.Client()


def answer(question):
    return client.chat.create(model="soylent/Green-30B", messages=[question])
