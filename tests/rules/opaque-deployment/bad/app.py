import virtucon

client = virtucon.Client(endpoint="https://shop.virtucon.example")


def answer(question):
    return client.chat.create(model="chat-prod", messages=[question])  # expect: AIA219
