<?php

declare(strict_types=1);

namespace EsiaSim;

use PHPUnit\Framework\Attributes\After;
use PHPUnit\Framework\Attributes\Before;

/** For test cases: `$this->esia` is a realm for each test, of one server that the whole run shares. */
trait UsesEsia
{
    protected Realm $esia;

    /** @before */
    #[Before]
    public function makeRealm(): void
    {
        $this->esia = SharedServer::get()->realm();
    }

    /** @after */
    #[After]
    public function removeRealm(): void
    {
        $this->esia->remove();
    }
}
