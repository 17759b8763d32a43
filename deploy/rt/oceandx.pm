# Where the scrip 'Tell oceandx' tells of tickets. Goes to RT_SiteConfig.d; readable by RT alone, for it holds the secret.
# `account` is the name of the enriching account: what it does itself is not told.
Set($OceandxWebhook, {
  url     => 'https://oceandx.example.org/hooks/rt',
  secret  => '',
  account => 'oceandx',
});
1;
