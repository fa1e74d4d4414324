import hooli


def answer(question):
    return hooli.chat(model="sage-13b:latest", messages=[question])  # expect: AIA205
