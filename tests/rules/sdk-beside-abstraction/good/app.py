import chainworks

chainworks.run()
