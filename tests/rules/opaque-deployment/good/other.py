import acme


def answer(question):
    return acme.Client().chat.create(model="chat-prod", messages=[question])
