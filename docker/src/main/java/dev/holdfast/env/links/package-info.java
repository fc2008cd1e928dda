/**
 * Links made of a Toxiproxy's proxies, embedded or real. Main type: {@link
 * dev.holdfast.env.links.ToxiproxyLink}. Uses {@link dev.holdfast.env} and the address of {@link
 * dev.holdfast.impl.topology}.
 */
@NullMarked
package dev.holdfast.env.links;

import org.jspecify.annotations.NullMarked;
