from acme import RateLimitError
from chainworks_acme import ChatAcme

model = ChatAcme(model="acme-3-large-2025-11-01")


def answer(question):
    try:
        return model.invoke(question)
    except RateLimitError:
        raise RateLimitError("later") from None
