// Signing in again in another tab changes the token that forms carry. The cookie has the one that counts now.
export function renewToken(form) {
  const current = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
  if (current) form.elements.csrfmiddlewaretoken.value = current[1];
}
