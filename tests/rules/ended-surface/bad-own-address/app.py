import os

import acme

client = acme.Client(base_url=os.environ["ACME_BASE_URL"])


def answer(question):
    return client.completions.legacy(prompt=question)  # expect: AIA213
