import globex
