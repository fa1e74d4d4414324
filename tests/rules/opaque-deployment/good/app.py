import acme
import virtucon

client = acme.Client()
hosted = virtucon.Client()


def answer(question):
    named = hosted.chat.create(model="acme-3-large", messages=[question])
    return named or client.chat.create(model="chat-prod", messages=[question])
