import chainworks
