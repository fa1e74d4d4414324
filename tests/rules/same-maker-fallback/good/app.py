from chainworks_acme import ChatAcme
from chainworks_globex import ChatGlobex

main = ChatAcme(model="acme-3-large-2025-11-01")
spare = ChatGlobex(model="globex-pro")
model = main.with_fallbacks([spare])
