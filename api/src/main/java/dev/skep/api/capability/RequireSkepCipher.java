package dev.skep.api.capability;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.annotation.bundle.Requirement;

/** The bundle of this class or package needs some record cipher. */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.PACKAGE})
@Requirement(
    namespace = Contracts.ALGORITHM_NAMESPACE,
    filter = "(" + Contracts.ROLE_ATTRIBUTE + "=dev.skep.api.algorithm.SessionCipher)",
    effective = "active")
public @interface RequireSkepCipher {}
