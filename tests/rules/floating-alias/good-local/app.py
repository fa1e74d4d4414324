import hooli


def answer(question):
    return hooli.chat(model="sage-13b", messages=[question]), hooli.chat(model="sage:8b", messages=[question])
