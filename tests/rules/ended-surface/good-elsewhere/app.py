import acme

local = acme.Client(base_url="http://localhost:8000/v1")


def answer(question):
    return local.completions.legacy(prompt=question)
