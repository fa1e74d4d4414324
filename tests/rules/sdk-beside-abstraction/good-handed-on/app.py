import acme
from chainworks_acme import ChatAcme

model = ChatAcme(client=acme.Session().client("chat"))
