import umbrella_router

client = umbrella_router.Client(base_url="https://gateway.umbrella.example/v1")


def answer(question):
    return client.chat.create(model="umbrella/globex-pro", messages=[question])
