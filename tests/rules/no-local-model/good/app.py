import initech

client = initech.Client()


def step_0(question):
    return client.chat.create(model="openmind/Sage-70B", messages=[question])


def step_1(question):
    return client.chat.create(model="openmind/Sage-70B", messages=[question])


def step_2(question):
    return client.chat.create(model="openmind/Sage-70B", messages=[question])


def step_3(question):
    return client.chat.create(model="openmind/Sage-70B", messages=[question])


def step_4(question):
    return client.chat.create(model="openmind/Sage-70B", messages=[question])
