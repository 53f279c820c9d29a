package dev.taproot.web;

import dev.taproot.Explanation;
import dev.taproot.Explorer;
import dev.taproot.network.Network;
import java.net.URI;
import java.util.IdentityHashMap;

/** The sites on which this process's own explanations are asked further: one for each network. */
public final class OwnSites implements Explorer {
  private static final IdentityHashMap<Network, Site> SITES = new IdentityHashMap<>();

  @Override
  public URI open(Explanation why) {
    Network given = why.question().network();
    Network asked = given == null ? Network.embedded() : given;
    Site site;
    synchronized (SITES) {
      site = SITES.computeIfAbsent(asked, network -> Site.start("localhost", 0, network));
    }
    return site.address(why);
  }
}
