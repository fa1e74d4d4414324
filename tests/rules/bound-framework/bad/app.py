from acme_agents import Agent  # expect: AIA308

agent = Agent(name="helper")
