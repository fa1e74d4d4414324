import virtucon

client = virtucon.Client()


def answer(question):
    return client.chat.create(model="your-deployment", messages=[question])
