<?php

declare(strict_types=1);

namespace EsiaSim;

/** The provider refused; the message has its answer and what the journal says of it. */
final class Refused extends \RuntimeException
{
}
