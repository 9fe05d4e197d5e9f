"""Operations on messages: mails and their answers, the outbox, who was notified and took note."""
