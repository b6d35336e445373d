<?php

declare(strict_types=1);

namespace EsiaSim;

/** A page does not lead on; the message has its address, its title and what it complains of. */
final class PageError extends \RuntimeException
{
}
