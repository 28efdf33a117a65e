"""Every state that a page, a form, a widget or a mail can be in, in one town that anybody can open."""
