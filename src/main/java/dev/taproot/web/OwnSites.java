package dev.taproot.web;

import dev.taproot.Explanation;
import dev.taproot.Explorer;
import dev.taproot.network.Network;
import java.net.URI;
import java.util.IdentityHashMap;

/**
 * The sites on which this process's own explanations are asked further: one for each network. They
 * stay until the process ends, and so do the photographs that were handed in.
 */
public final class OwnSites implements Explorer {
  private static final IdentityHashMap<Network, Site> SITES = new IdentityHashMap<>();

  @Override
  public URI open(Explanation why) {
    // Under JupyterHub, the site is asked through a proxy, by the hub's name.
    boolean proxied = System.getenv("JUPYTERHUB_SERVICE_PREFIX") != null;
    Site site;
    synchronized (SITES) {
      site =
          SITES.computeIfAbsent(
              why.question().asked(),
              network -> Site.start("localhost", 0, network, proxied, line -> {}));
    }
    return site.address(why);
  }
}
