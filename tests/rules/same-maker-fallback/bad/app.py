from chainworks_acme import ChatAcme

main = ChatAcme(model="acme-3-large-2025-11-01")
spare = ChatAcme(model="acme-3-mini-2025-11-01")
model = main.with_fallbacks([spare])  # expect: AIA602
