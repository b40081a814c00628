/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-local-address.h"

/* fc00::/7, of which GLib knows only the part that was given up. */
static gboolean
is_unique_local (GInetAddress *address)
{
  return g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6 &&
         (g_inet_address_to_bytes (address)[0] & 0xfe) == 0xfc;
}

/**
 * sluice_local_address_check:
 * @address: an address
 *
 * Returns: whether it is of a local network: of this computer, of the link, or for private use (RFC 1918, RFC 4193);
 *   a packet to such an address does not leave for the Internet
 */
gboolean
sluice_local_address_check (GInetAddress *address)
{
  g_return_val_if_fail (G_IS_INET_ADDRESS (address), FALSE);

  return g_inet_address_get_is_loopback (address) || g_inet_address_get_is_link_local (address) ||
         g_inet_address_get_is_site_local (address) || is_unique_local (address);
}
