"""The outgoing channels: SMTP, the robots of chat services, webhooks and commands; each reads the peer's own answer."""
