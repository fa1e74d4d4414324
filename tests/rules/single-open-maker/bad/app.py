import initech

client = initech.Client()


def answer(question):
    return client.chat.create(model="openmind/Sage-70B", messages=[question])  # expect: AIA106
